import { Trans } from '@lingui/react/macro';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { credential } from '../api/client.ts';
import { isKey } from '../api/credential.ts';
import { Button } from '../parts/button.tsx';
import { Dialog, DialogButtons } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import styles from './key-prompt.module.css';

type Asked = 'missing' | 'refused';

/** Asks for the key that something waits for. */
export function KeyPrompt({ asked }: { asked: Asked }) {
  const { key, type, isUnfit, input, send } = useKeyText();
  return (
    <Dialog title={<Trans>A key is needed</Trans>} onClose={() => credential.decline()}>
      <form onSubmit={send} className={styles.form}>
        <p>
          <Trans>Whoever runs this service gives keys out. Yours is kept until you close this tab.</Trans>
        </p>
        <Field label={<Trans>Key</Trans>} error={faultOf(asked, isUnfit)}>
          {(given) => (
            <input
              {...given}
              ref={input}
              type="password"
              autoComplete="off"
              required
              value={key}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
        <Choices />
      </form>
    </Dialog>
  );
}

function Choices() {
  return (
    <DialogButtons>
      <Button onClick={() => credential.decline()}>
        <Trans>Go on without</Trans>
      </Button>
      <Button look="main" type="submit">
        <Trans>Use this key</Trans>
      </Button>
    </DialogButtons>
  );
}

/** A key as it is typed, and given once it can be one. */
function useKeyText() {
  const [key, setKey] = useState('');
  const [isUnfit, setUnfit] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const type = (typed: string) => {
    setKey(typed);
    setUnfit(false);
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = key.trim();
    if (given !== '' && isKey(given)) return credential.give(given);
    setUnfit(given !== '');
    input.current?.focus();
  };
  return { key, type, isUnfit, input, send };
}

function faultOf(asked: Asked, isUnfit: boolean): ReactNode {
  if (isUnfit) {
    return <Trans>No key has quotes, spaces or such signs in it. Copy it once more, and nothing around it.</Trans>;
  }
  return asked === 'refused' ? <Trans>The key of before does not count, or no more.</Trans> : undefined;
}
