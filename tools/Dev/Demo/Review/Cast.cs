using System.Globalization;
using PovertyPlatform.Dev.Demo.Access;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>Who takes part in the review of Xã Chế Tạo, each with the own role: officer, reviewer, chair, and the province.</summary>
internal sealed class Cast : IDisposable
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private readonly HttpClient gateway;

    public Cast(DemoSetting setting, IAnsiConsole console)
    {
        Console = console;
        Output = Path.Combine(setting.Root, "artifacts", "demo", "review");
        gateway = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = setting.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var credentials = Credential.Read(Path.Combine(setting.SampleFolder, "credentials.json"));
        Caller As(string clientId) => new(gateway, new TokenSource(gateway, credentials.GetValueOrDefault(clientId)
            ?? throw new DemoFailure($"No credentials of {clientId}; start the system anew: ./dev up --detach")));
        (Officer, Reviewer, Chair, Province) = (As("officer-chetao"), As("reviewer-chetao"), As("chair-chetao"), As("officer-laocai"));
    }

    public IAnsiConsole Console { get; }

    /// <summary>Where printed papers are left.</summary>
    public string Output { get; }

    public Ledger Ledger { get; } = new();

    public Caller Officer { get; }

    public Caller Reviewer { get; }

    public Caller Chair { get; }

    public Caller Province { get; }

    public void Step(int number, string vi, string en) => Console.Write(new Rule($"[bold]{number}. {Markup.Escape(vi)}[/] [grey]· {Markup.Escape(en)}[/]").LeftJustified());

    public void Say(FormattableString vi, FormattableString en) =>
        Console.MarkupLine($"   {Markup.Escape(vi.ToString(Vietnamese))} [grey]· {Markup.Escape(FormattableString.Invariant(en))}[/]");

    public void Dispose() => gateway.Dispose();
}
