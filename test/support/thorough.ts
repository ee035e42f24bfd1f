/** Whether `npm test -- --thorough` runs: more rounds of what depends on chance, and what takes long. */
export const thorough = process.env.THOROUGH === '1';

/** Why a test is skipped that takes long, if it is. */
export const long = thorough ? false : 'it takes long: npm test -- --thorough';
