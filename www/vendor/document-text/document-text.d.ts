export * from '../../../pkg/cli/document-text.js';
