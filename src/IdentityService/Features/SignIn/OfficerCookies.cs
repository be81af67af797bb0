using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>
/// The cookies of the sign-in pages: one between password and second factor, one for the stay. They hold the number of the stay only; the database decides each time
/// whether it is still alive.
/// </summary>
internal static class OfficerCookies
{
    /// <summary>Scheme of an officer who is signed in.</summary>
    public const string Session = "officer";

    /// <summary>Scheme of an officer who has shown the first factor and not yet the second.</summary>
    public const string Pending = "officer-pending";

    /// <summary>Claim with the account.</summary>
    public const string Account = "sub";

    /// <summary>Claim with the session.</summary>
    public const string SessionId = "sid";

    /// <summary>Claim with the way of the first factor.</summary>
    public const string Way = "way";

    private static readonly TimeSpan PendingLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    public static IHostApplicationBuilder AddSignIn(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<StorageKeys>().AddSingleton<LeakedPasswords>().AddSingleton<Passwords>().AddSingleton<ProtectionKeys>();
        builder.Services.AddScoped<SignInAttempts>().AddScoped<SecondFactors>().AddScoped<Visitor>();
        builder.Services.AddDataProtection().SetApplicationName("povertyplatform-identity");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((protection, keys) => protection.XmlRepository = keys);
        // The repository seals the documents; the framework's own encryption of them has no key on every platform.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // It warns each time it makes our answers as uncacheable as they are already.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Services.AddAntiforgery();
        builder.Services.Configure<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>(forms =>
        {
            forms.Cookie.Name = Name("officer-form", builder.Environment);
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = Policy(builder.Environment);
        });
        builder.Services.AddAuthentication().AddCookie(Session, cookie => cookie.Events.OnValidatePrincipal = StillAlive).AddCookie(Pending);
        EnterFromOutside.Add(builder);
        Configure(builder, Session, OfficerSession.LongestStay);
        Configure(builder, Pending, PendingLife);
        return builder;
    }

    private static void Configure(IHostApplicationBuilder builder, string scheme, TimeSpan life) =>
        builder.Services.Configure<CookieAuthenticationOptions>(scheme, cookie =>
        {
            cookie.Cookie.Name = Name(scheme, builder.Environment);
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SecurePolicy = Policy(builder.Environment);
            // Lax, because a portal of another site leads here; nothing is changed by following a link.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = life;
            cookie.SlidingExpiration = false;
        });

    // Whatever lies between the gateway and this service, the officer's browser speaks TLS; only a development stack has none.
    private static string Name(string name, IHostEnvironment environment) => environment.IsDevelopment() ? name : $"__Host-{name}";

    internal static CookieSecurePolicy Policy(IHostEnvironment environment) => environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

    private static async Task StillAlive(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var (db, now) = (services.GetRequiredService<IdentityDb>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (!Guid.TryParse(context.Principal?.FindFirst(SessionId)?.Value, out var id)
            || await db.Sessions.SingleOrDefaultAsync(row => row.Id == id) is not { } session || !session.IsAlive(now)
            || !await db.Accounts.AnyAsync(account => account.Id == session.AccountId && account.DisabledAt == null))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Session);
            return;
        }

        if (now - session.LastSeenAt >= SeenStep)
            await db.Sessions.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeenAt, now));
    }
}
