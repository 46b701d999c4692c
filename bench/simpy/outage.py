"""The outage of bench/outage-run.ts, written for SimPy: `python3 bench/simpy/outage.py [MACHINES]`, 10,000 unless told.

One zone, three connectors, a process for each machine. The cloud is out of reach for 24 hours; the run ends half an hour after that.
Prints one JSON document: how long it took, and when what happened.

It models what can be seen in such an outage: the five states of a connector and their least times, the check every 15 seconds, the
questions to peers, the election by name, and of every machine the heartbeat, the random order of a round and the rest after one.

Left out, each of which could only make it slower: heartbeats between peers and of StoreFronts, polls of the configuration, the log,
messages that take time, brokers that give up on a silent machine (none is silent for long enough here), and the laws that holdover
checks after every event. Times are whole milliseconds, so that they can be compared exactly.
"""

import json
import platform
import random
import sys
import time

import simpy

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

OUTAGE = 24 * HOUR
RECOVERY = HOUR // 2
HEARTBEAT = 5 * MINUTE
RETRY = 8 * SECOND
CHECK = 15 * SECOND
PENDING_HA_LEAST = 60 * SECOND
INITIAL_HA_LEAST = 10 * MINUTE
PENDING_RECOVERY_LEAST = 10 * MINUTE

WORKING_NORMALLY = "workingNormally"
PENDING_HA = "pendingHa"
INITIAL_HA = "initialHa"
EXTENDED_HA = "extendedHa"
PENDING_RECOVERY = "pendingRecovery"
HA_STATES = (INITIAL_HA, EXTENDED_HA, PENDING_RECOVERY)


class Zone:
    """The connectors, the register of the cloud, and when what happened first."""

    def __init__(self, env, names, machine_count):
        self.env = env
        self.machine_count = machine_count
        self.cloud = set(range(machine_count))
        self.connectors = [Connector(env, self, name) for name in names]
        self.milestones = {}

    def elected(self):
        return min(self.connectors, key=lambda connector: connector.name)

    def reached(self, milestone):
        self.milestones.setdefault(milestone, self.env.now)

    def registered(self, register):
        if len(register) == self.machine_count:
            self.reached("allWithCloud" if register is self.cloud else "allWithSecondary")


class Connector:
    """`register`: where a machine that asks is registered now; None where it is refused."""

    def __init__(self, env, zone, name):
        self.env = env
        self.zone = zone
        self.name = name
        self.state = WORKING_NORMALLY
        self.since = env.now
        self.reaches_cloud = True
        self.register = zone.cloud
        self.trouble = env.event()
        env.process(self.run())

    def run(self):
        while True:
            yield self.trouble
            self.become(PENDING_HA)
            while self.state != WORKING_NORMALLY:
                if self.state == PENDING_HA:
                    for peer in self.peers():
                        peer.asked()
                yield self.env.timeout(CHECK)
                self.check()
            self.trouble = self.env.event()

    def peers(self):
        return [connector for connector in self.zone.connectors if connector is not self]

    def asked(self):
        """A peer wants to know whether the cloud can be reached, or a message could not be relayed to it."""
        if not self.reaches_cloud and self.state == WORKING_NORMALLY and not self.trouble.triggered:
            self.trouble.succeed()

    def check(self):
        healthy = self.reaches_cloud
        lasted = self.env.now - self.since
        if self.state == PENDING_HA:
            if healthy:
                self.become(WORKING_NORMALLY)
            elif lasted >= PENDING_HA_LEAST and not any(peer.reaches_cloud for peer in self.peers()):
                self.become(INITIAL_HA)
        elif self.state == INITIAL_HA:
            if lasted >= INITIAL_HA_LEAST:
                self.become(PENDING_RECOVERY if healthy else EXTENDED_HA)
        elif self.state == EXTENDED_HA:
            if healthy:
                self.become(PENDING_RECOVERY)
        elif not healthy:
            self.become(EXTENDED_HA)
        elif lasted >= PENDING_RECOVERY_LEAST:
            self.become(WORKING_NORMALLY)

    def become(self, state):
        brokered = self.state in HA_STATES
        self.state = state
        self.since = self.env.now
        self.zone.reached(state)
        if (state in HA_STATES) != brokered:
            self.hand_over()

    def hand_over(self):
        """Between the cloud and the zone's own broker, whose register begins empty and is emptied at the end."""
        if self.state in HA_STATES:
            self.register = set() if self.zone.elected() is self else None
        else:
            if self.register is not None:
                self.register.clear()
            self.relay()

    def relay(self):
        self.register = self.zone.cloud if self.reaches_cloud else None

    def link(self, reaches_cloud):
        self.reaches_cloud = reaches_cloud
        if self.state not in HA_STATES:
            self.relay()


def machine(env, zone, number, via, phase):
    """Keeps one machine registered. A heartbeat that changes nothing costs one timeout and two comparisons."""
    timeout = env.timeout
    holder = zone.cloud
    yield timeout(phase)
    while True:
        register = via.register if via is not None else None
        if register is None:
            via = connector_that_accepts(zone, via)
            if via is None:
                yield timeout(RETRY)
                continue
            register = via.register
        if register is not holder:
            holder.discard(number)
            register.add(number)
            holder = register
            zone.registered(register)
        yield timeout(HEARTBEAT)


def connector_that_accepts(zone, present):
    """One round: the present connector, then the others in random order. Each that refuses has failed to relay a message."""
    others = [connector for connector in zone.connectors if connector is not present]
    random.shuffle(others)
    for connector in others if present is None else [present, *others]:
        if connector.register is not None:
            return connector
        connector.asked()
    return None


def outage(zone, env):
    for connector in zone.connectors:
        connector.link(False)
    yield env.timeout(OUTAGE)
    for connector in zone.connectors:
        connector.link(True)


def run(machine_count):
    random.seed(1)
    env = simpy.Environment()
    zone = Zone(env, ["cc-3", "cc-1", "cc-2"], machine_count)
    for number in range(machine_count):
        via = random.choice(zone.connectors)
        env.process(machine(env, zone, number, via, 1 + random.randrange(HEARTBEAT)))
    env.process(outage(zone, env))
    env.run(until=OUTAGE + RECOVERY)
    return zone


def main():
    machine_count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    started, cpu_started = time.perf_counter(), time.process_time()
    zone = run(machine_count)
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu_started
    if len(zone.cloud) != machine_count:
        sys.exit(f"{len(zone.cloud)} of {machine_count} machines are with the cloud in the end")
    document = {
        "machineCount": machine_count,
        "wallMs": wall * 1_000,
        "cpuMs": cpu * 1_000,
        "simpy": simpy.__version__,
        "python": platform.python_version(),
        "milestones": zone.milestones,
    }
    print(json.dumps(document))


if __name__ == "__main__":
    main()
