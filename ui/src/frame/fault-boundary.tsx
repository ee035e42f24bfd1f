import { Component, type ReactNode } from 'react';

type Props = {
  /** What stands there instead. @param retry draws it anew */
  note: (fault: unknown, retry: () => void) => ReactNode;
  onFault?: (fault: unknown) => void;
  children: ReactNode;
};

type State = { failed: { fault: unknown } | undefined };

/** What fails to be drawn leaves what is around it standing. */
export class FaultBoundary extends Component<Props, State> {
  override state: State = { failed: undefined };

  static getDerivedStateFromError(fault: unknown): State {
    return { failed: { fault } };
  }

  override componentDidCatch(fault: unknown) {
    this.props.onFault?.(fault);
  }

  override render() {
    const { failed } = this.state;
    if (!failed) return this.props.children;
    return this.props.note(failed.fault, () => this.setState({ failed: undefined }));
  }
}
