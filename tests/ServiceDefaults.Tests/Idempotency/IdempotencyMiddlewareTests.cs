using System.Net;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.ServiceDefaultsTests.Idempotency;

public class IdempotencyMiddlewareTests(ThingApp app) : IClassFixture<ThingApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string NewKey() => Guid.NewGuid().ToString();

    [Fact]
    public async Task SameRequest_GetsTheFirstAnswerAndChangesNothing()
    {
        var key = NewKey();
        using var first = await app.Post(key, "twice");
        using var second = await app.Post(key, "twice");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await second.Content.ReadAsStringAsync(Ct));
        Assert.False(first.Headers.Contains(IdempotencyExtensions.ReplayHeader));
        Assert.Equal(["true"], second.Headers.GetValues(IdempotencyExtensions.ReplayHeader));
        Assert.Equal(1, await app.Count("twice"));
    }

    /// <summary>A saving that failed and was met by the endpoint takes back itself, never what was saved before, and what follows is kept and committed.</summary>
    [Theory]
    [InlineData("clash-before")]
    [InlineData("clash-after")]
    public async Task SavingThatFailsOnTheWay_LeavesTheRestWhole(string name)
    {
        var key = NewKey();
        using var first = await app.Post(key, name);
        using var again = await app.Post(key, name);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, await app.Count(name));
    }

    [Theory]
    [InlineData("another", "/v1/things")]
    [InlineData("one", "/v1/others")]
    [InlineData("one", "/v1/things?dry=1")]
    public async Task SameKeyForAnotherRequest_IsRefused(string name, string path)
    {
        var key = NewKey();
        using var first = await app.Post(key, "one");
        using var second = await app.Post(key, name, path);
        await second.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "key-reused");
        Assert.Equal(0, await app.Count("another"));
    }

    [Fact]
    public async Task SameKeyOfAnotherCaller_IsAnotherRequest()
    {
        var key = NewKey();
        using var first = await app.Post(key, "of-two");
        using var second = await app.Post(key, "of-two", actor: TestActors.Officer with { Id = "officer-elsewhere" });
        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
        Assert.Equal(2, await app.Count("of-two"));
    }

    [Fact]
    public async Task FirstStillRunning_SecondIsToldToWait()
    {
        var key = NewKey();
        var slow = app.Slow = new ThingApp.SlowWork(new(), new());
        var first = app.Post(key, "slow");
        await slow.Entered.Task;
        using var second = await app.Post(key, "slow");
        await second.ShouldBeRefused(HttpStatusCode.Conflict, "request-in-flight");
        Assert.NotNull(second.Headers.RetryAfter);
        app.Slow = null;
        slow.Finish.SetResult();
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
        Assert.Equal(1, await app.Count("slow"));
    }

    [Fact]
    public async Task ManyAtOnce_HaveOneEffect()
    {
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.Post(key, "crowd")));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, $"{answer.StatusCode}"));
        Assert.Single(answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(1, await app.Count("crowd"));
    }

    [Fact]
    public async Task AnswerLostAfterCommit_ComesBackToTheRetry()
    {
        var key = NewKey();
        app.Connection.BreaksAfterCommit = true;
        using var lost = await app.Post(key, "lost");
        app.Connection.BreaksAfterCommit = false;
        Assert.False(lost.IsSuccessStatusCode);
        using var retried = await app.Post(key, "lost");
        Assert.Equal(HttpStatusCode.Created, retried.StatusCode);
        Assert.True(retried.Headers.Contains(IdempotencyExtensions.ReplayHeader));
        Assert.Equal(1, await app.Count("lost"));
    }

    [Fact]
    public async Task FailureBeforeCommit_LeavesNothingBehind()
    {
        var key = NewKey();
        using var failed = await app.Post(key, "broken");
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(0, await app.Count("broken"));
        app.Connection.Mended = true;
        using var retried = await app.Post(key, "broken");
        Assert.Equal(HttpStatusCode.Created, retried.StatusCode);
        Assert.Equal(1, await app.Count("broken"));
    }

    [Fact]
    public async Task RefusedRequest_MayBeMendedUnderItsKey()
    {
        var key = NewKey();
        using var refused = await app.Post(key, "forbidden");
        await refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "forbidden-name");
        using var mended = await app.Post(key, "allowed");
        Assert.Equal(HttpStatusCode.Created, mended.StatusCode);
    }

    [Theory]
    [InlineData()]
    [InlineData("short")]
    [InlineData("with a blank inside")]
    [InlineData("khóa-có-dấu-tiếng-việt")]
    [InlineData("11111111-1111-1111", "22222222-2222-2222")]
    public async Task UnusableKey_IsRefused(params string[] keys)
    {
        using var answer = await app.Send("/v1/things", new StringContent("""{"name":"nameless"}""", System.Text.Encoding.UTF8, "application/json"), null, keys);
        await answer.ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(0, await app.Count("nameless"));
    }

    [Fact]
    public async Task OptionalKey_MayBeLeftOut()
    {
        using var first = await app.Post(null, "optional", "/v1/others");
        using var second = await app.Post(null, "optional", "/v1/others");
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(2, await app.Count("optional"));
    }

    [Fact]
    public async Task KeptAnswer_CannotBeReadFromTheDatabase()
    {
        var key = NewKey();
        using var answer = await app.Post(key, "secretive");
        Assert.Contains("shown-once", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var stored = await app.StoredText();
        Assert.NotEmpty(stored);
        Assert.DoesNotContain("shown-once", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(key, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpiredKey_IsFreeAgain()
    {
        var key = NewKey();
        using var first = await app.Post(key, "weekly");
        app.Clock.Advance(TimeSpan.FromDays(6.9));
        using var kept = await app.Post(key, "weekly");
        Assert.Equal(1, await app.Count("weekly"));
        app.Clock.Advance(TimeSpan.FromDays(0.2));
        using var again = await app.Post(key, "weekly");
        Assert.False(again.Headers.Contains(IdempotencyExtensions.ReplayHeader));
        Assert.Equal(2, await app.Count("weekly"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyOverTheLimit_IsRefused(bool announced)
    {
        HttpContent body = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        if (!announced)
            body = new StreamContent(new Unannounced(await body.ReadAsByteArrayAsync(Ct)));
        body.Headers.ContentType = new("application/json");
        using var answer = await app.Send("/v1/things", body, null, NewKey());
        await answer.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    private sealed class Unannounced(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
