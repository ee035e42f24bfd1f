import { Type } from 'typebox';

/** The parameter of questions about listings that says what they are told with. */
export const withHistory = {
  with: Type.Optional(
    Type.Enum(['history'], {
      'x-expected': 'history',
      description: 'Tells each listing with its prices in short, as its member history. Of listings as they are now.',
    }),
  ),
};
