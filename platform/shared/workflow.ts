/**
 * The workflow engine: a life cycle is one table of moves. The server enforces it, screens draw their buttons from it,
 * and the diagram in the documentation is generated from it.
 */

export interface Move<State extends string> {
  /** Word on the button: a verb of the field. */
  label: string;
  from: readonly (State | null)[];
  to: State;
  /** Who may make the move: relations that the module's policy decides. `system` is the clock. */
  by: readonly string[];
  /** The paper that the move issues. */
  document?: string;
  /** Says in words when the move is due. */
  deadline?: string;
  /** A reason must be given. */
  needsReason?: boolean;
  /** Where the move comes from: article, clause. */
  source?: string;
}

export interface Workflow<State extends string, Action extends string> {
  readonly states: Readonly<Record<State, { label: string; final?: boolean }>>;
  readonly moves: Readonly<Record<Action, Move<State>>>;
  /** Actions that the table allows in this state (`null`: not yet begun). */
  from(state: State | null): Action[];
  /** State after the action, or undefined where the table does not allow it. */
  next(state: State | null, action: Action): State | undefined;
  /** Mermaid state diagram. */
  diagram(): string;
}

export function defineWorkflow<State extends string, Action extends string>(
  states: Record<State, { label: string; final?: boolean }>,
  moves: Record<Action, Move<NoInfer<State>>>,
): Workflow<State, Action> {
  const actions = Object.keys(moves) as Action[];
  const allows = (state: State | null, action: Action) => moves[action].from.includes(state);
  return {
    states,
    moves,
    from: (state) => actions.filter((action) => allows(state, action)),
    next: (state, action) => (allows(state, action) ? moves[action].to : undefined),
    diagram() {
      const lines = actions.flatMap((action) =>
        moves[action].from.map((from) => `  ${from ?? '[*]'} --> ${moves[action].to} : ${moves[action].label}`),
      );
      const names = (Object.keys(states) as State[]).map((state) => `  ${state} : ${states[state].label}`);
      return ['stateDiagram-v2', ...names, ...lines].join('\n');
    },
  };
}
