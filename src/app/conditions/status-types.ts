/**
 * The status document as CEL types: which fields there are, and of what type. What a condition may name is what stands here.
 *
 * Counts are CEL integers, so that `secondary + 1` works; durations and percentages are doubles. A field that can be null is `dyn`.
 *
 * Not here: the values (status-view.ts), the meaning of the fields (core/status/document.ts, pvs-document.ts).
 */

export type CelFields = Readonly<Record<string, string>>;

/** The types by name. A map's values are of a type named here, too. */
export const STATUS_TYPES = {
  MachinesWith: { cloud: 'int', secondary: 'int', none: 'int' },
  Machines: {
    total: 'int',
    registered: 'int',
    registeredPercent: 'double',
    registeredWith: 'MachinesWith',
    resetting: 'int',
    maintenance: 'int',
    tainted: 'int',
    available: 'int',
  },
  Sessions: { active: 'int', disconnected: 'int' },
  LocalDb: { revision: 'dyn', importedAt: 'dyn', lastImport: 'string' },
  Connector: {
    up: 'bool',
    state: 'string',
    since: 'string',
    elected: 'bool',
    accepting: 'bool',
    participates: 'bool',
    forcedOutage: 'bool',
    cloudReachable: 'bool',
    lhcEnabled: 'bool',
    outageModeEntered: 'bool',
    deliveryController: 'bool',
    lastStoreFrontContact: 'dyn',
    components: 'map<string, string>',
    localDb: 'LocalDb',
    registrations: 'int',
  },
  Zone: {
    state: 'string',
    sinceSec: 'double',
    brokering: 'string',
    elected: 'dyn',
    electedBrokers: 'list<string>',
    acceptingBrokers: 'int',
    haReady: 'bool',
    connectors: 'map<string, Connector>',
    machines: 'Machines',
    sessions: 'Sessions',
  },
  DeliveryController: { healthy: 'bool', lastHeartbeat: 'dyn', bypassedUntil: 'dyn' },
  StoreFront: {
    advancedHealthCheck: 'bool',
    deliveryControllers: 'map<string, DeliveryController>',
    missingConnectors: 'list<string>',
  },
  VipMember: { state: 'string', reason: 'dyn' },
  Vip: { zone: 'dyn', monitor: 'string', members: 'map<string, VipMember>' },
  Launches: { attempted: 'int', succeeded: 'int', failed: 'int', failedBy: 'map<string, int>' },
  Enumerations: { attempted: 'int', failed: 'int' },
  CloudBroker: { revision: 'int' },
  Lhc: {
    runtime: 'string',
    cloudBroker: 'CloudBroker',
    zones: 'map<string, Zone>',
    storeFronts: 'map<string, StoreFront>',
    vips: 'map<string, Vip>',
    launches: 'Launches',
    enumerations: 'Enumerations',
  },
  Server: {
    site: 'string',
    up: 'bool',
    streamService: 'string',
    addresses: 'list<string>',
    powerRating: 'double',
    targets: 'int',
    booting: 'int',
    load: 'double',
  },
  Target: {
    site: 'string',
    collection: 'string',
    type: 'string',
    vdisk: 'string',
    version: 'dyn',
    access: 'dyn',
    state: 'string',
    held: 'bool',
    server: 'dyn',
    serverAddress: 'dyn',
    loginServer: 'dyn',
    recordedServer: 'dyn',
    failovers: 'int',
    lastFreezeSec: 'double',
    retries: 'int',
    ioErrors: 'int',
    ramCachePercent: 'dyn',
    highlyAvailable: 'bool',
    why: 'dyn',
  },
  Version: { access: 'string', replicas: 'map<string, string>', identicalOn: 'list<string>' },
  Vdisk: {
    site: 'string',
    store: 'string',
    storage: 'string',
    mode: 'string',
    loadBalanced: 'bool',
    assignedServer: 'dyn',
    targets: 'int',
    defaultVersion: 'dyn',
    pinnedVersion: 'dyn',
    versions: 'map<string, Version>',
    highlyAvailable: 'bool',
    why: 'dyn',
  },
  TargetCounts: { off: 'int', booting: 'int', streaming: 'int', reconnecting: 'int', frozen: 'int' },
  Pvs: {
    runtime: 'string',
    database: 'string',
    servers: 'map<string, Server>',
    targets: 'map<string, Target>',
    vdisks: 'map<string, Vdisk>',
    targetCounts: 'TargetCounts',
    heldTargets: 'int',
  },
} as const satisfies Record<string, CelFields>;

/** What a condition sees at the top: the fields of the document itself. A site without provisioning has no `pvs`. */
export const STATUS_VARIABLES = {
  site: 'string',
  revision: 'int',
  at: 'string',
  elapsedSec: 'double',
  verdict: 'string',
  lhc: 'Lhc',
  pvs: 'Pvs',
} as const satisfies CelFields;

export type StatusTypeName = keyof typeof STATUS_TYPES;
