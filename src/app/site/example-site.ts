/**
 * The small commented site file that `holdover site init` writes. It is the same text as examples/sites/small.yaml.
 *
 * Not here: writing it (site/init.ts), and the reference site with every part in it (examples/sites/contoso.yaml).
 */

/** A valid site file to start from: one zone, two connectors, one StoreFront, pooled desktops and shared servers. */
export const EXAMPLE_SITE = `# A small site to start from. Change it, then:  holdover site validate FILE  and  holdover site load FILE
# Every key that is left out has a default; "holdover schema site" prints them all.

holdover: site/1                       # the format of this file
name: example                          # the site's name in commands: --site example
start: 2026-01-05T08:00:00Z            # where the site's clock stands when it is loaded
seed: 1                                # decides whatever is left to chance; the same seed gives the same run

zones:                                 # resource locations, each with its own connectors
  main:
    connectors:                        # two at least: in an outage one of them is elected and brokers for the zone
      - {fqdn: cc-01.example.com, cores: 4, memoryGb: 8}
      - {fqdn: cc-02.example.com, cores: 4, memoryGb: 8}

deliveryGroups:                        # what people use, and the machines behind it
  desktops:
    type: pooled                       # any free desktop, reset at logoff; also: static, multi-session
    hosting: vsphere                   # what the machines run on; also: citrix-hypervisor, other
    resources: [Desktop]               # what StoreFront shows
    machines:
      - {zone: main, count: 50, name: desk-###}                   # desk-001 to desk-050
  apps:
    type: multi-session                # servers that many people share
    resources: [Editor, Browser]
    machines:
      - {zone: main, count: 4, name: app-##, maxSessions: 100}    # app-01 to app-04

users:                                 # everyone may use everything, unless a group says who is \`entitled\`
  - {count: 200, name: 'EXAMPLE\\user-###'}

workload:                              # what people do while the clock moves
  launchesPerMinute: 0.4
  sessionMinutes: {mean: 120}          # how long a session lasts
  mix: {Desktop: 3, Editor: 1, Browser: 1}                        # three desktops for each editor and each browser

storeFronts:                           # where people sign in
  sf1:
    version: '2402'                    # in quotes, since it is a name and not a number
    deliveryControllers:               # list every connector: one that is missing here cannot broker in an outage
      - cc-01.example.com
      - cc-02.example.com

timers:                                # every timer has a default; these are two of them
  configSync: 60s                      # how often a connector asks the cloud for a newer configuration
  pendingHa: 60s                       # how long connectors check before they take over
`;
