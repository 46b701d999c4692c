export { type Affinity, type Candidate, leastBusy, loadOf } from './balance.ts';
export {
  betterServer,
  excessOf,
  type Guard,
  guardOf,
  type VdiskLoad,
} from './rebalance.ts';
