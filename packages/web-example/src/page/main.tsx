import "./configure-zod.js";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { takeToken } from "./backend.js";

takeToken();
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
