using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class HamletMeetingTable : IEntityTypeConfiguration<HamletMeeting>
{
    public void Configure(EntityTypeBuilder<HamletMeeting> table)
    {
        table.ToTable("review_meeting");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasOne<ReviewCycle>().WithMany().HasForeignKey(row => row.CycleId);
    }
}
