export {
  type CopySeen,
  type IdentityMode,
  type ImageFile,
  isIdentical,
  type ParentLink,
  sameLayers,
  sameSecond,
  type WantedFile,
} from './image-file.ts';
export { type ChainFault, COPY_STATES, type CopyState, chainFault, copyState } from './inventory.ts';
