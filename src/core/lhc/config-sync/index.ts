export {
  type ConfigSyncEffect,
  type ConfigSyncInput,
  type ConfigSyncState,
  type Configuration,
  configSyncDeadline,
  type LocalDb,
  startedConfigSync,
  stepConfigSync,
} from './config-sync.ts';
