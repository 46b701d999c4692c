/**
 * `holdover help environment`.
 */

export const environmentPage = `ENVIRONMENT

  HOLDOVER_SITE        name of the site, where no --site is given
  HOLDOVER_CONFIG_DIR  folder of the sites and settings    (else XDG_CONFIG_HOME/holdover, ~/.config/holdover)
  HOLDOVER_CACHE_DIR   folder of what can be rebuilt        (else XDG_CACHE_HOME/holdover, ~/.cache/holdover)
  NO_COLOR             any value: no colours
  FORCE_COLOR          colours even where the output is no terminal; stronger than NO_COLOR
  TERM=dumb            no colours
  COLUMNS              width of the output, instead of the terminal's
  CI                   any value: nothing ever asks a question

A flag is stronger than its variable. "holdover doctor" shows what is in effect.`;
