export {
  type ControllerState,
  type StoreFrontEffect,
  type StoreFrontInput,
  type StoreFrontState,
  settledStoreFront,
  stepStoreFront,
} from './storefront.ts';
