import { Component, type ReactNode } from 'react';
import { FaultNote } from './fault-note.tsx';

/** A page that fails leaves the frame standing: one can go elsewhere, or try again. */
export class RouteFault extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <FaultNote /> : this.props.children;
  }
}
