/** Whether `npm test -- --thorough` runs: more rounds of what depends on chance, and what takes long. */
export const thorough = process.env.THOROUGH === '1';
