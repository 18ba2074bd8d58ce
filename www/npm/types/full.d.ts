/** The content of the questionnaire `full`, for `engine.provide()`. */
declare const content: unknown;
export default content;
