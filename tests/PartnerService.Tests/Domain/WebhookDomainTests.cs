using System.Net;
using System.Text;
using CsCheck;
using PovertyPlatform.PartnerService.Domain.Grants;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerServiceTests.Domain;

public class WebhookDomainTests
{
    [Fact]
    public void Signature_IsThatOfThePublishedExample()
    {
        var signature = WebhookSignature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}"u8,
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void Secrets_AreLongAndNeverTheSame()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => WebhookSignature.NewSecret()).ToList();
        Assert.Equal(100, secrets.Distinct().Count());
        Assert.All(secrets, secret => Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length));
    }

    [Fact]
    public void UsualLadder_IsThatOfStandardWebhooks()
    {
        var ladder = new WebhookOptions { RetryJitter = 0 }.Ladder;
        var waits = Enumerable.Range(1, 9).Select(attempts => ladder.After(attempts, 0.5)!.Value).ToList();
        Assert.Equal(["00:00:05", "00:05:00", "00:30:00", "02:00:00", "05:00:00", "10:00:00", "14:00:00", "20:00:00", "1.00:00:00"],
            waits.Select(wait => wait.ToString("c", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Null(ladder.After(10, 0.5));
    }

    [Fact]
    public void Jitter_StaysWithinItsShare() => Gen.Select(Gen.Int[1, 9], Gen.Double[0, 1], Gen.Double[0, 0.5]).Sample((attempts, chance, jitter) =>
    {
        var plain = WebhookOptions.UsualRetryDelays[attempts - 1];
        var wait = new RetryLadder(WebhookOptions.UsualRetryDelays, jitter).After(attempts, chance)!.Value;
        Assert.InRange(wait, plain * (1 - jitter) - TimeSpan.FromMilliseconds(1), plain * (1 + jitter) + TimeSpan.FromMilliseconds(1));
    });

    [Fact]
    public void Breaker_OpensAtItsThresholdAndDoublesUpToItsLimit()
    {
        var breaker = new Breaker(3, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));
        Assert.Null(breaker.PauseAfter(2));
        Assert.Equal([30, 60, 120, 240, 300, 300], Enumerable.Range(3, 6).Select(failures => (int)breaker.PauseAfter(failures)!.Value.TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(5), breaker.PauseAfter(int.MaxValue));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("203.162.4.190", true)]
    [InlineData("2001:4860:4860::8888", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("2001:db8::1", false)]
    public void Address_IsPublicOrNot(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://bank.example/hooks?branch=15", true)]
    [InlineData("https://bank.example:8443/", true)]
    [InlineData("https://8.8.8.8/", true)]
    [InlineData("http://bank.example/", false)]
    [InlineData("ftp://bank.example/", false)]
    [InlineData("https://user:word@bank.example/", false)]
    [InlineData("https://bank.example/#part", false)]
    [InlineData("https://10.0.0.5/", false)]
    [InlineData("https://0x0a000005/", false)]
    [InlineData("https://167772165/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:192.168.0.1]/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("/hooks", false)]
    [InlineData("bank.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Url_MayBeRegisteredOrNot(string? url, bool may) => Assert.Equal(may, WebhookUrl.Check(url, allowLoopback: false) is null);

    [Theory]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://10.0.0.5/", false)]
    [InlineData("http://bank.example/", false)]
    [InlineData("ftp://localhost/", false)]
    public void UrlInDevelopment_MayBeLoopbackOnly(string url, bool may) => Assert.Equal(may, WebhookUrl.Check(url, allowLoopback: true) is null);

    [Fact]
    public void UrlOfAnyLength_IsCheckedWithoutFailing() => Gen.String.Sample(url => WebhookUrl.Check(url, false));

    [Fact]
    public void Reasons_NameNoEthnicOrigin() => Assert.Equal(["class-poor", "preferential-group"],
        ReasonCodes.Shareable(["class-poor", "is-ethnic-minority", "ETHNIC-minority-difficult-area"]));

    [Fact]
    public void DifferentBodies_HaveDifferentSignatures() => Gen.Select(Gen.String, Gen.String).Where((one, other) => one != other).Sample((one, other) =>
    {
        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var at = DateTimeOffset.UnixEpoch;
        if (!Encoding.UTF8.GetBytes(one).SequenceEqual(Encoding.UTF8.GetBytes(other)))
            Assert.NotEqual(WebhookSignature.Of("a", at, Encoding.UTF8.GetBytes(one), secret), WebhookSignature.Of("a", at, Encoding.UTF8.GetBytes(other), secret));
    });
}
