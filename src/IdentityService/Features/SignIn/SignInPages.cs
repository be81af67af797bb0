using Microsoft.AspNetCore.Mvc;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>The pages of an officer: rendered here, without script.</summary>
internal static class SignInPages
{
    private const int LargestForm = 16 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        pages.MapGet("/style.css", () => Results.Text(Style, "text/css"));
        EnterWithPassword.Map(pages);
        EnterFromOutside.Map(pages);
        ShowSecondFactor.Map(pages);
        EnrolSecondFactor.Map(pages);
        ChoosePassword.Map(pages);
        ChangePassword.Map(pages);
        ShowSessions.Map(pages);
    }

    private const string Style = """
        :root { color-scheme: light; --ink: #1c2733; --line: #c7d0da; --deed: #0b5c4a; --paper: #f4f6f5; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
        main { max-width: 30rem; margin: 3rem auto; padding: 2rem; background: #fff; border: 1px solid var(--line); border-radius: .5rem; }
        .brand { margin: 0 0 1.5rem; font-weight: 600; color: var(--deed); }
        h1 { font-size: 1.4rem; margin: 0 0 1rem; }
        span[lang="en"] { display: block; font-size: .85rem; font-weight: 400; color: #5b6875; }
        label { display: block; margin-top: 1rem; font-weight: 600; }
        input { width: 100%; margin-top: .25rem; padding: .6rem .7rem; border: 1px solid #7c8895; border-radius: .3rem; font: inherit; }
        input:focus, button:focus, a:focus { outline: 3px solid #f2b544; outline-offset: 1px; }
        button, .button { display: inline-block; margin-top: 1.25rem; padding: .65rem 1.4rem; border: 1px solid var(--deed); border-radius: .3rem; background: var(--deed); color: #fff; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
        button.second { background: #fff; color: var(--deed); margin-top: .5rem; padding: .3rem .8rem; }
        .fault { padding: .7rem 1rem; border-left: 4px solid #b3261e; background: #fdeceb; }
        .hint { margin-top: 1.5rem; font-size: .9rem; }
        .code { padding: .8rem 1rem; background: var(--paper); border: 1px dashed var(--line); font: 1.1rem/1.8 ui-monospace, monospace; overflow-wrap: anywhere; }
        .qr { display: block; width: 13rem; height: 13rem; margin: 1rem auto; background: #fff; }
        ul.code { list-style: none; columns: 2; margin: 0; }
        table { width: 100%; border-collapse: collapse; font-size: .9rem; }
        th, td { padding: .4rem .5rem .4rem 0; text-align: left; border-bottom: 1px solid var(--line); }
        """;
}
