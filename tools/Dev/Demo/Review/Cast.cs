using System.Diagnostics;
using System.Globalization;
using PovertyPlatform.Dev.Demo.Access;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>Who takes part in the review of Xã Chế Tạo, each with the own role: officer, reviewer, chair, the province, and those of the other province to which a household moves.</summary>
internal sealed class Cast : IDisposable
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HttpClient gateway;

    public Cast(DemoSetting setting, IAnsiConsole console)
    {
        Console = console;
        Output = Path.Combine(setting.Root, "artifacts", "demo", "review");
        gateway = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = setting.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var credentials = Credential.Read(Path.Combine(setting.SampleFolder, "credentials.json"));
        Credential Of(string clientId) => credentials.GetValueOrDefault(clientId) ?? throw new DemoFailure($"No credentials of {clientId}; start the system anew: ./dev up --detach");
        Caller As(string clientId) => new(gateway, new TokenSource(gateway, Of(clientId)));
        Caller Bank(string clientId) => new(gateway, new TokenSource(gateway, Of(clientId), "partner")) { AtRegistry = new TokenSource(gateway, Of(clientId), "household") };
        (Officer, Reviewer, Chair, Province) = (As("officer-chetao"), As("reviewer-chetao"), As("chair-chetao"), As("officer-laocai"));
        (OfficerThere, BankHere, BankThere) = (As("officer-phongdien"), Bank("bank-laocai"), Bank("bank-cantho"));
    }

    public IAnsiConsole Console { get; }

    /// <summary>Where printed papers are left.</summary>
    public string Output { get; }

    public Ledger Ledger { get; } = new();

    public Caller Officer { get; }

    public Caller Reviewer { get; }

    public Caller Chair { get; }

    public Caller Province { get; }

    /// <summary>The officer of the commune, in another province, to which a household moves.</summary>
    public Caller OfficerThere { get; }

    /// <summary>The bank of the province that the household leaves.</summary>
    public Caller BankHere { get; }

    /// <summary>The bank of the province where it lives afterwards.</summary>
    public Caller BankThere { get; }

    public void Step(int number, string vi, string en) => Console.Write(new Rule($"[bold]{number}. {Markup.Escape(vi)}[/] [grey]· {Markup.Escape(en)}[/]").LeftJustified());

    public void Say(FormattableString vi, FormattableString en) =>
        Console.MarkupLine($"   {Markup.Escape(vi.ToString(Vietnamese))} [grey]· {Markup.Escape(FormattableString.Invariant(en))}[/]");

    /// <summary>Asks again until what other services were told has arrived; after two minutes the last answer is taken, and the ledger tells.</summary>
    public static async Task<T> Await<T>(Func<Task<T>> ask, Func<T, bool> isThere, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var answer = await ask();
        for (; !isThere(answer) && clock.Elapsed < Patience; answer = await ask())
            await Task.Delay(250, ct);
        return answer;
    }

    public void Dispose() => gateway.Dispose();
}
