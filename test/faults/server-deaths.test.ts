import { testDeaths } from '../support/death-tests.ts';
import { serverDeaths } from '../support/faults.ts';

testDeaths(serverDeaths);
