export {
  stepVda,
  type VdaAnswer,
  type VdaEffect,
  type VdaInput,
  type VdaSettings,
  type VdaState,
  vdaDeadline,
} from './vda.ts';
