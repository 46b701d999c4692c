import type { Checker, FarmChecker } from '../world.ts';
import { onlyTheEightEdges } from './edges.ts';
import { launchesStayInZone, usedMachinesAreReset } from './launches.ts';
import { nothingLeftAfterHandBack } from './nothing-left.ts';
import { atMostOneAccepts, onlyTheElectedAccepts } from './one-accepts.ts';
import { sessionsAreKept } from './sessions-kept.ts';
import { bytesAreKept } from './streaming-bytes.ts';
import {
  failOversAreNotThrottled,
  leastBusyIsChosen,
  loginsFindIdenticalCopies,
  theBoundStay,
} from './streaming-logins.ts';
import { onlyWholeImports } from './whole-imports.ts';
import { zonesStayApart } from './zones-apart.ts';

/** Every law that a run is held to. Made anew for each run, since some of them remember. */
export function allCheckers(): readonly Checker[] {
  return [
    onlyTheEightEdges(),
    atMostOneAccepts(),
    onlyTheElectedAccepts(),
    onlyWholeImports(),
    nothingLeftAfterHandBack(),
    zonesStayApart(),
    launchesStayInZone(),
    usedMachinesAreReset(),
    sessionsAreKept(),
  ];
}

/** Every law of a streaming farm. Made anew for each run as well. */
export function allFarmCheckers(): readonly FarmChecker[] {
  return [loginsFindIdenticalCopies(), bytesAreKept(), theBoundStay(), leastBusyIsChosen(), failOversAreNotThrottled()];
}
