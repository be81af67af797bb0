using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PovertyPlatform.IdentityService.Data;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>
/// Signing in through an outside OpenID Connect provider, where one is configured. It proves who somebody is; an administrator has linked that account to one here before,
/// and a second factor of ours follows where the roles demand one.
/// </summary>
internal static class EnterFromOutside
{
    /// <summary>Scheme, and name of its HTTP client's settings.</summary>
    public const string Scheme = "outside";

    private const string Callback = "/account/external/callback";
    private static readonly PageFault Unknown = new("Tài khoản bên ngoài này chưa được liên kết với tài khoản nào ở đây; hãy liên hệ quản trị viên.", "This outside account is linked to none here; ask your administrator.");
    private static readonly PageFault Failed = new("Không đăng nhập được qua dịch vụ bên ngoài; hãy thử lại.", "Signing in through the outside service failed; try again.");

    /// <summary>Adds the scheme when a provider is configured: without one, the handler would refuse every request.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[$"{IdentityOptions.Section}:{nameof(IdentityOptions.External)}:{nameof(ExternalProvider.Authority)}"]))
            return;
        builder.Services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        builder.Services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<IdentityOptions>>((oidc, identity) =>
        {
            var provider = identity.Value.External;
            (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (provider.Authority, provider.ClientId, provider.ClientSecret);
            oidc.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
            (oidc.ResponseType, oidc.ResponseMode, oidc.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
            oidc.Scope.Clear();
            oidc.Scope.Add("openid");
            oidc.MapInboundClaims = false;
            oidc.SignInScheme = OfficerCookies.Pending;
            oidc.CallbackPath = Callback;
            foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = OfficerCookies.Policy(builder.Environment);
            }

            oidc.Events.OnRedirectToIdentityProvider = context =>
            {
                if (identity.Value.PublicUrl is { } address)
                    context.ProtocolMessage.RedirectUri = new Uri(address, Callback).ToString();
                return Task.CompletedTask;
            };
            oidc.Events.OnTicketReceived = Enter;
            oidc.Events.OnRemoteFailure = async context =>
            {
                context.HandleResponse();
                await context.HttpContext.Page<SignInPage>(new { ReturnUrl = ReturnAddress.Home, ProviderName = provider.Name, Fault = Failed }, 401).ExecuteAsync(context.HttpContext);
            };
        });
    }

    public static void Map(RouteGroupBuilder pages) => pages.MapPost("/external", (HttpContext http, [FromForm] string? returnUrl, IOptions<IdentityOptions> options) => options.Value.External.IsOn
        ? Results.Challenge(new AuthenticationProperties { RedirectUri = ReturnAddress.Check(returnUrl) }, [Scheme])
        : http.Lead("/account/sign-in"));

    private static async Task Enter(TicketReceivedContext context)
    {
        context.HandleResponse();
        var (http, ct) = (context.HttpContext, context.HttpContext.RequestAborted);
        var (db, visitor, provider) = (http.RequestServices.GetRequiredService<IdentityDb>(), http.RequestServices.GetRequiredService<Visitor>(),
            http.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.External);
        var back = ReturnAddress.Check(context.ReturnUri);
        var subject = context.Principal?.FindFirst("sub")?.Value;
        var account = await (from login in db.ExternalLogins
                             join row in db.Accounts on login.AccountId equals row.Id
                             where login.Issuer == provider.Authority && login.Subject == subject && row.DisabledAt == null
                             select row).SingleOrDefaultAsync(ct);
        if (account is null)
        {
            await http.Page<SignInPage>(new { ReturnUrl = back, ProviderName = provider.Name, Fault = Unknown }, 401).ExecuteAsync(http);
            return;
        }

        if (account.HasSecondFactor)
        {
            await visitor.Wait(account, "external");
            await http.Lead("/account/second-factor", back).ExecuteAsync(http);
            return;
        }

        await visitor.Begin(account, "external", secondFactor: false, ct);
        await http.Page<ContinuePage>(new { ReturnUrl = back }).ExecuteAsync(http);
    }
}
