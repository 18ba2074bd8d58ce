import { createApp } from "vue";
import "tickmark/define";
import Readiness from "./Readiness.vue";

createApp(Readiness).mount("#root");
