/**
 * The small commented site file that `holdover site init --streaming` writes. It is the same text as examples/sites/farm.yaml.
 *
 * Not here: writing it (site/init.ts), the example of Local Host Cache (example-site.ts), and the site that has both (examples/sites/contoso.yaml).
 */

/** A valid site file to start from: a streaming farm of two servers with a local store each, one vDisk, and no zones. */
export const EXAMPLE_FARM = `# A small streaming farm to start from. Change it, then:  holdover site validate FILE  and  holdover site load FILE
# Every key that is left out has a default; "holdover schema site" prints them all.

holdover: site/1                       # the format of this file
name: farm                             # the site's name in commands: --site farm
start: 2026-01-05T08:00:00Z            # where the site's clock stands when it is loaded
seed: 1                                # decides whatever is left to chance; the same seed gives the same run

# No zones: nothing here brokers. With \`zones\`, as "holdover site init" writes them, a site has both.

provisioning:                          # the streaming farm
  database: {offlineSupport: true}     # false: without its database nobody streams
  sites:                               # a target goes to servers of its own site only
    main:
      servers:
        pvs1: {addresses: ['10.0.3.11:6910'], powerRating: 1}     # with twice the rating it gets twice the targets
        pvs2: {addresses: ['10.0.3.12:6910'], powerRating: 1}
      loginServers: [pvs1, pvs2]       # whom a target asks when it boots, in this order
  stores:                              # where the files of vDisks are
    disks: {site: main, storage: local, servers: [pvs1, pvs2]}    # local: a copy on each server; shared: one for all
  vdisks:
    win11:
      store: disks
      mode: standard                   # private: one target writes to the image itself
      writeCache: device-ram-overflow  # where the writes of targets go; on a server they tie the target to it
      versions:                        # a server whose copy differs stands in \`replicas\`: {pvs2: {missing: true}}
        - {number: 1, access: production, modified: 2026-01-02T09:00:00Z}
  collections:                         # the targets, and what they boot
    desktops: {site: main, vdisk: win11, type: production, targets: {count: 40, name: desk-##}}
    testers: {site: main, vdisk: win11, type: test, targets: {count: 1, name: test-1}}    # boots test versions first

timers:                                # every timer has a default; these are two of them
  streamRetries: 10                    # tries without an answer before a target gives its server up
  inventoryPoll: 60s                   # how often servers look at each other's copies
`;
