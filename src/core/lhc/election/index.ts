export {
  type Candidacy,
  type ElectionEffect,
  type ElectionInput,
  type ElectionPeer,
  type ElectionSettings,
  type ElectionState,
  electionDeadline,
  startedElection,
  stepElection,
} from './election.ts';
