//! The colours. A viewer without custom properties takes the first of two declarations.

/// The style sheet of a picture: light, and dark where the viewer's system is.
pub(super) const STYLE: &str = "
svg{--paper:#fff;--body:#fff;--ink:#22262b;--soft:#6b7480;--shade:#f3f5f7;--way:#0b5cad;--here:#dcebfb;--token:#0b5cad;--on-token:#fff;--bad:#b3261e;--on-bad:#fff}
@media (prefers-color-scheme:dark){svg{--paper:#15181c;--body:#1f242a;--ink:#e7eaee;--soft:#9aa4b0;--shade:#1a1e23;--way:#7ab8ff;--here:#17354f;--token:#7ab8ff;--on-token:#0a1a2a;--bad:#ff8a80;--on-bad:#2a0a08}}
text{font-family:'Noto Sans CJK TC','Noto Sans TC','PingFang TC','Microsoft JhengHei',sans-serif;fill:#22262b;fill:var(--ink);text-anchor:middle}
.paper{fill:#fff;fill:var(--paper)}
.box,.ring,.sign,.data,.edge,.pool,.lane{stroke:#22262b;stroke:var(--ink);stroke-width:1.5}
.box,.ring,.data{fill:#fff;fill:var(--body)}
.hold{fill:#fff;fill:var(--paper)}
.inner{fill:none;stroke-width:1.2}
.thick{stroke-width:3.5}
.dashed{stroke-dasharray:4 3}
.dotted{stroke-dasharray:1 4;stroke-linecap:round}
.event-sub{stroke-dasharray:1 3;stroke-linecap:round}
.pool{fill:#fff;fill:var(--paper)}
.lane{fill:none;stroke-width:1}
.band{fill:#f3f5f7;fill:var(--shade)}
.group{fill:none;stroke:#6b7480;stroke:var(--soft);stroke-width:1.5;stroke-dasharray:8 4 1 4}
.note{fill:none;stroke:#6b7480;stroke:var(--soft);stroke-width:1.5}
.line{fill:none;stroke:#22262b;stroke:var(--ink);stroke-width:1.3}
.dark,.solid{fill:#22262b;fill:var(--ink);stroke:#22262b;stroke:var(--ink);stroke-width:1.3}
.light{fill:none;stroke:#fff;stroke:var(--body);stroke-width:1.3}
.edge{fill:none}
.message{stroke-dasharray:6 4}
.association{stroke:#6b7480;stroke:var(--soft);stroke-dasharray:1 4;stroke-linecap:round}
.tip{fill:#22262b;fill:var(--ink)}
.tip-passed{fill:#0b5cad;fill:var(--way)}
.tip-open{fill:#fff;fill:var(--paper);stroke:#22262b;stroke:var(--ink);stroke-width:1.2}
.tip-line{fill:none;stroke:#22262b;stroke:var(--ink);stroke-width:1.5}
.tip-line-passed{fill:none;stroke:#0b5cad;stroke:var(--way);stroke-width:2.5}
.tip-soft{fill:none;stroke:#6b7480;stroke:var(--soft);stroke-width:1.5}
.beside{paint-order:stroke;stroke:#fff;stroke:var(--paper);stroke-width:3;stroke-linejoin:round}
.left{text-anchor:start}
.passed>.box,.passed>.ring,.edge.passed{stroke:#0b5cad;stroke:var(--way);stroke-width:3}
.passed>.thick{stroke-width:4.5}
.passed>.inner{stroke-width:1.5}
.here>.box:not(.inner),.here>.ring:not(.inner){stroke:#0b5cad;stroke:var(--way);stroke-width:3;fill:#dcebfb;fill:var(--here)}
.bad>.box:not(.inner),.bad>.ring:not(.inner){stroke:#b3261e;stroke:var(--bad);stroke-width:3}
.token{fill:#0b5cad;fill:var(--token);stroke:#fff;stroke:var(--paper);stroke-width:2}
.count{fill:#fff;fill:var(--on-token);font-weight:700}
.alarm{fill:#b3261e;fill:var(--bad);stroke:#fff;stroke:var(--paper);stroke-width:2}
.cause{fill:#fff;fill:var(--on-bad);font-weight:700}
";
