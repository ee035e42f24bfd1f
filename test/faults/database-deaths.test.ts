import { testDeaths } from '../support/death-tests.ts';
import { databaseDeaths } from '../support/faults.ts';

testDeaths(databaseDeaths);
