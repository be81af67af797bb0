namespace PovertyPlatform.Dev.Demo.Steps;

/// <summary>The bank's webhook: hung up before the story begins, tried once, compared with the feed, taken down at the end.</summary>
internal sealed class BankBell : IAsyncDisposable
{
    private const string Description = "./dev demo";
    private readonly Stage stage;
    private readonly WebhookReceiver receiver;
    private readonly Guid endpoint;
    private readonly HashSet<Guid> before;

    private BankBell(Stage stage, WebhookReceiver receiver, Guid endpoint, HashSet<Guid> before) =>
        (this.stage, this.receiver, this.endpoint, this.before) = (stage, receiver, endpoint, before);

    public static async Task<BankBell> Hang(Stage stage, CancellationToken ct)
    {
        // A demo that was interrupted left its endpoint behind.
        foreach (var left in (await stage.Bank.Get<PageOf<WebhookAnswer>>("/partner/v1/webhooks", ct)).Items.Where(hook => hook.Description == Description))
            await stage.Bank.Delete($"/partner/v1/webhooks/{left.Id}", ct);
        var before = (await ReadFeed.ReadAll(stage, ct)).Select(one => one.Id).ToHashSet();
        var receiver = new WebhookReceiver();
        var hook = await stage.Bank.Post<WebhookAnswer>("/partner/v1/webhooks", new { url = receiver.Address, communes = new[] { StoryYear.Commune }, description = Description }, ct);
        receiver.Trust(hook.Secret!);
        await stage.Bank.Post<object>($"/partner/v1/webhooks/{hook.Id}/test", null, ct);
        return new BankBell(stage, receiver, hook.Id, before);
    }

    /// <summary>Every event since the bell was hung must have rung once, with a signature that holds; the trial is one more.</summary>
    public async Task Compare(Stage on, IReadOnlyList<EventAnswer> events, CancellationToken ct)
    {
        var expected = events.Select(one => one.Id).Where(id => !before.Contains(id)).ToHashSet();
        await on.Await("Chờ chuông báo", "waiting for the webhook", () => Task.FromResult(receiver.Announced.Count), rung => rung > expected.Count, ct);
        var rung = receiver.Announced.Keys.Count(id => Guid.TryParse(id, out var known) && expected.Contains(known));
        on.Say($"Webhook: {rung} lần báo có chữ ký đúng, và 1 lần thử", $"webhook: {rung} rings with a good signature, and 1 trial");
        on.Ledger.Compare("Webhook: sự kiện mới được báo, chữ ký đúng", "webhook: new events announced, signature good", expected.Count, rung);
        on.Ledger.Compare("Webhook: lần thử", "webhook: trial", 1, receiver.Announced.Count - rung);
        on.Ledger.Compare("Webhook: chữ ký sai", "webhook: bad signatures", 0, receiver.Refused.Count);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await stage.Bank.Delete($"/partner/v1/webhooks/{endpoint}", CancellationToken.None);
        }
        catch (Exception away) when (away is HttpRequestException or DemoFailure)
        {
            // The story has failed already and says why; the next demo takes the endpoint down.
        }

        await receiver.DisposeAsync();
    }
}
