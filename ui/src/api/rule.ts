/** What the API demands of a member of an input, by the words of JSON Schema. Lengths count code points. */
export type Rule = {
  type: 'string' | 'number' | 'integer';
  required: boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  enum?: readonly string[];
  pattern?: string;
};
