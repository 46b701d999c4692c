export {
  type CloudBrokerEffect,
  type CloudBrokerInput,
  type CloudBrokerState,
  stepCloudBroker,
} from './cloud-broker.ts';
