import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { startListening } from "./call";
import { onKeyDown } from "./parts/keys.svelte";

window.addEventListener("keydown", onKeyDown);
startListening();

const target = document.getElementById("app");
if (!target) throw new Error("the page has no #app");
mount(App, { target });
