#!/usr/bin/env node
import { startSources } from './start.js';

startSources(null);
