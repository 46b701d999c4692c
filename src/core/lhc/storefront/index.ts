export { enumerationPlan, type FarmQuery, launchCandidates } from './route.ts';
export { type ListedController, type StoreFrontSettings, storeFrontSettings } from './settings.ts';
export {
  type ControllerState,
  relistedStoreFront,
  type StoreFrontEffect,
  type StoreFrontInput,
  type StoreFrontRequest,
  type StoreFrontState,
  settledStoreFront,
  stepStoreFront,
} from './storefront.ts';
export { hasAdvancedHealthCheck } from './version.ts';
