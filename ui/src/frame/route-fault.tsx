import { Component, type ReactNode } from 'react';
import { FaultNote, MissingNote } from './fault-note.tsx';
import { PartMissing } from './later.tsx';

type State = { fault: unknown };

/** A page that fails leaves the frame standing: one can go elsewhere, or try again. */
export class RouteFault extends Component<{ children: ReactNode }, State> {
  override state: State = { fault: undefined };

  static getDerivedStateFromError(fault: unknown): State {
    return { fault };
  }

  override componentDidCatch(fault: unknown) {
    if (fault instanceof PartMissing) fault.forget();
  }

  override render() {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    if (!(fault instanceof PartMissing)) return <FaultNote />;
    return <MissingNote retry={() => this.setState({ fault: undefined })} />;
  }
}
