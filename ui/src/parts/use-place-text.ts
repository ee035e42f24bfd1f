import { useEffect, useRef, useState } from 'react';
import type { Place } from '../api/types.ts';
import { type ChosenPlace, placeIn } from './chosen-place.ts';
import { isNamed, namedBy, placeWords } from './place-names.ts';
import { useLookUp, useSuggestions } from './use-suggestions.ts';

/** In ms: so long a name stands there before it is taken for all that is typed. */
const pauseMs = 250;

export type PlaceTextProps = {
  place: ChosenPlace;
  onChange: (place: ChosenPlace) => void;
  /** Whether a place is taken as soon as its whole name is typed; else where one leaves the field. */
  takesNames?: boolean;
};

/** What stands in the input of a place, what it may mean, and when that is chosen. */
export function usePlaceText({ place, onChange, takesNames = true }: PlaceTextProps) {
  const { shown, text, setText, isUnknown, setUnknown, taken } = useShownText(place);
  const { isOpen, marked, open, close, move } = useMark();
  const { places, isOfText, isFailed } = useSuggestions(isOpen ? text : '');
  const { lookUp, leave } = useLookUp();
  const tell = useTellPlace(shown, onChange);
  useTaken(takesNames && isOfText ? namedBy(text, places) : undefined, (named) => {
    taken.current = placeWords(named);
    tell(named);
  });
  const say = (words: string) => {
    leave();
    setUnknown(false);
    setText(words);
  };
  const choose = (chosen: ChosenPlace) => {
    say(placeWords(chosen));
    close();
    tell(chosen);
  };
  const type = (typed: string) => {
    say(typed);
    open();
    if (typed === '') choose({});
  };
  const settle = () => {
    close();
    const meant = meantBy(text.trim(), { place, shown, mark: places[marked] });
    if (typeof meant !== 'string') return choose(meant);
    lookUp(meant, {
      tell: (first) => choose(first ? placeIn(first) : { city: meant }),
      fail: () => setUnknown(true),
    });
  };
  return {
    ...{ text, isOpen, marked, places: isOpen ? places : [], isFailed: isFailed || isUnknown, type, settle },
    choose: (suggested: Place) => choose(placeIn(suggested)),
    mark: (step: number) => move(step, places.length),
    giveUp: () => choose(place),
  };
}

type Meaning = { place: ChosenPlace; shown: string; mark: Place | undefined };

/** What is marked, else what was typed. @returns the text where it has to be looked up */
function meantBy(typed: string, { place, shown, mark }: Meaning): ChosenPlace | string {
  if (typed === '') return {};
  if (typed === shown || (!mark && isNamed(place, typed))) return place;
  return mark ? placeIn(mark) : typed;
}

/** The text follows the place that is chosen, but for one that was taken from the text itself. */
function useShownText(place: ChosenPlace) {
  const shown = placeWords(place);
  const [text, setText] = useState(shown);
  const [isUnknown, setUnknown] = useState(false);
  const taken = useRef<string>(undefined);
  useEffect(() => {
    if (shown !== taken.current) {
      setText(shown);
      setUnknown(false);
    }
    taken.current = undefined;
  }, [shown]);
  return { shown, text, setText, isUnknown, setUnknown, taken };
}

/** Tells a place that is another than what is shown: also later, when other filters may have changed. */
function useTellPlace(shown: string, onChange: (place: ChosenPlace) => void) {
  const latest = useRef(onChange);
  latest.current = onChange;
  return (chosen: ChosenPlace) => {
    if (placeWords(chosen) !== shown) latest.current(chosen);
  };
}

/** Whether the list stands open, and how far the keys have come in it; -1: to none. */
function useMark() {
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const turn = (isOpen: boolean) => {
    setOpen(isOpen);
    setMarked(-1);
  };
  return {
    ...{ isOpen, marked, open: () => turn(true), close: () => turn(false) },
    move: (step: number, count: number) =>
      setMarked((marked + step + count + (marked < 0 && step < 0 ? 1 : 0)) % count),
  };
}

/** Tells a place once its name has stood there for a while. */
function useTaken(named: Place | undefined, tell: (place: ChosenPlace) => void) {
  const latest = useRef({ named, tell });
  latest.current = { named, tell };
  const name = named && placeWords(named);
  useEffect(() => {
    if (name === undefined) return;
    const timer = setTimeout(() => {
      const { named, tell } = latest.current;
      if (named) tell(placeIn(named));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [name]);
}
