import { RANK, type SecretRule } from "../rule.ts";
import { formed, named, prefixed, START } from "../shapes.ts";

/** DD-SF-179…182: services of language models. */
export const openAi: SecretRule = formed({
  id: "DD-SF-179",
  title: "OpenAI key",
  shape:
    "an API key of OpenAI: `sk-`, `sk-proj-`, `sk-svcacct-` or `sk-admin-` with `T3BlbkFJ` in the middle",
  peers: ["GL openai-api-key"],
  anchors: ["T3BlbkFJ"],
  back: 100,
  expression: `${START}sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,80}T3BlbkFJ[A-Za-z0-9_-]{20,80}(?![A-Za-z0-9_-])`,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
});

const ANTHROPIC = "[A-Za-z0-9_-]{80,120}";

export const anthropic: SecretRule = prefixed({
  id: "DD-SF-180",
  title: "Anthropic key",
  shape:
    "an API key of Anthropic: `sk-ant-api03-`, `sk-ant-admin01-`, `sk-ant-oat01-` or kin and at least 80 characters",
  peers: ["GL anthropic-api-key", "GL anthropic-admin-api-key"],
  forms: { "sk-ant-": `(?:api|admin|oat|ort|sid)[0-9]{2}-${ANTHROPIC}` },
  end: "(?![A-Za-z0-9_-])",
});

export const huggingFace: SecretRule = prefixed({
  id: "DD-SF-181",
  title: "Hugging Face token",
  shape: "a token of Hugging Face: `hf_` or `api_org_` and 34 letters",
  peers: ["GL huggingface-access-token", "TS hugging-face-access-token"],
  forms: { hf_: "[A-Za-z0-9]{34}", api_org_: "[A-Za-z]{34}" },
});

export const cohere: SecretRule = named({
  id: "DD-SF-182a",
  title: "Cohere key",
  shape: "40 letters and digits under a name with `cohere` or `co_api_key`",
  peers: ["GL cohere-api-token"],
  names: ["cohere", "co_api_key"],
  value: "[A-Za-z0-9]{40}",
});

export const mistral: SecretRule = named({
  id: "DD-SF-182b",
  title: "Mistral key",
  shape: "32 letters and digits under a name with `mistral`",
  names: ["mistral"],
  value: "[A-Za-z0-9]{32}",
});

export const perplexity: SecretRule = prefixed({
  id: "DD-SF-182c",
  title: "Perplexity key",
  shape: "an API key of Perplexity: `pplx-` and 48 letters and digits",
  peers: ["GL perplexity-api-key"],
  forms: { "pplx-": "[A-Za-z0-9]{48}" },
});

export const xAi: SecretRule = prefixed({
  id: "DD-SF-182d",
  title: "xAI key",
  shape: "an API key of xAI: `xai-` and 80 letters and digits",
  forms: { "xai-": "[A-Za-z0-9]{80}" },
});

export const openRouter: SecretRule = prefixed({
  id: "DD-SF-182e",
  title: "OpenRouter key",
  shape: "an API key of OpenRouter: `sk-or-v1-` and 64 hexadecimal digits",
  forms: { "sk-or-v1-": "[a-f0-9]{64}" },
});

export const dashScope: SecretRule = named({
  id: "DD-SF-182f",
  title: "DashScope or DeepSeek key",
  shape: "`sk-` and 32 hexadecimal digits under a name with `dashscope`, `bailian`, `qwen` or `deepseek`",
  names: ["dashscope", "bailian", "qwen", "deepseek"],
  value: "sk-[0-9a-f]{32}",
});
