export {
  type MemberState,
  type Monitor,
  type ProbeAnswer,
  settledVip,
  stepVip,
  type VipEffect,
  type VipInput,
  type VipSettings,
  type VipState,
  vipMember,
} from './adc.ts';
