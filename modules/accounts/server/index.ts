export { createAccountRoutes, type SignInPage } from './accounts.routes.ts';
export { type AccountService, createAccountService } from './accounts.service.ts';
export { createOidcSignIn } from './oidc.ts';
export { createTotp } from './totp.ts';
