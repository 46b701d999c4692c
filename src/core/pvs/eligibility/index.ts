export { bondOf, type Demand, isHome, refusalOf, type ServerFacts } from './eligibility.ts';
export { foremost } from './why.ts';
