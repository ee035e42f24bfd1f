import { useMutation } from '@tanstack/react-query';
import { mayPass } from '../api/problem.ts';
import { useSendStatement } from './use-send-statement.ts';
import { useSettle } from './use-settle.ts';
import { type ToldStatement, useTellStated } from './use-tell-stated.ts';

/**
 * States or voids a price of the past, then tells so, with a way to undo it; or why not, also where what sent it has gone
 * meanwhile. @param isTold whether it is told elsewhere by then why not
 */
export function useStatement(id: string, isTold: () => boolean) {
  const tell = useTellStated();
  const { written } = useSettle();
  const { sent, state } = useSendStatement<ToldStatement>();
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: state,
    onSuccess: ({ input, made }) => tell.made(input, made),
    onError: (error, statement) => {
      written(id); // whoever changed it: it is read again
      const retry = () => mutation.mutate(statement);
      if (!isTold()) tell.failed(error, statement, mayPass(error) ? retry : undefined);
    },
  });
  return { ...mutation, sent };
}
