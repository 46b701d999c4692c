export {
  type Catalogue,
  type CatalogueGroup,
  catalogueOf,
  type DeliveryConfiguration,
  deliveryConfigurationOf,
  type EnumeratedResource,
  entitledGroups,
  enumerate,
  isEntitled,
  resourceZones,
} from './catalogue.ts';
export { AWAY_SHARE } from './habits.ts';
export {
  type BrokerView,
  brokerLaunch,
  type Choice,
  type LaunchDecision,
  type LaunchRequest,
  type OwnedMachine,
  type RefusalReason,
  type SeenSession,
} from './launch.ts';
export { FULL_LOAD, loadIndex } from './load.ts';
export { type AfterUse, afterUse, mayBeUsedAgain } from './pooled.ts';
