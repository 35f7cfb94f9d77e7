// src/exit-codes.ts
const EXIT = {
	pass: 0,
	blocked: 1,
	unproven: 3
};
export { EXIT as t };
