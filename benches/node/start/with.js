import '../../../pkg/index.js';
