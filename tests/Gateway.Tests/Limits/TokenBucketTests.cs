using Microsoft.Extensions.Time.Testing;
using PovertyPlatform.Gateway.Limits;

namespace PovertyPlatform.GatewayTests.Limits;

[Trait("speed", "fast")]
public class TokenBucketTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Bucket_RefillsByTime_AndNeverAboveItsBurst()
    {
        var bucket = new TokenBucket(new Rate(3, 2, 1), _clock);
        Assert.Equal([(2, 0), (1, 0), (0, 0), (0, 1)], [bucket.Take(), bucket.Take(), bucket.Take(), bucket.Take()]);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal([(0, 0), (0, 1)], [bucket.Take(), bucket.Take()]);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(bucket.IsFull());
        Assert.Equal([(2, 0), (1, 0), (0, 0), (0, 1)], [bucket.Take(), bucket.Take(), bucket.Take(), bucket.Take()]);
    }

    [Fact]
    public void Refusal_SaysHowLongToWait()
    {
        var bucket = new TokenBucket(new Rate(1, 1, 60), _clock);
        bucket.Take();
        Assert.Equal((0, 60), bucket.Take());
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((0, 1), bucket.Take());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0), bucket.Take());
    }

    [Fact]
    public void ManyAtOnce_NeverGetMoreThanTheBurst()
    {
        var bucket = new TokenBucket(new Rate(100, 1, 3600), _clock);
        Assert.Equal(100, Enumerable.Range(0, 1000).AsParallel().Count(_ => bucket.Take().WaitSeconds == 0));
    }
}
